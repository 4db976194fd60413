cybertwin goals packages/works --set requirements.keep-pressure=null --set requirements.keep-recipes=null --set requirements.keep-plans=null --cost effort -f json
